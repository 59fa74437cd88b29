package io.sluice.worker;

/** Tells whether something has come since one looked last. */
interface Progress {
    Progress NONE = () -> 0;

    /** How many bytes have come. */
    long received();
}
