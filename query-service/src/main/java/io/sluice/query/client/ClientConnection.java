package io.sluice.query.client;

/** The connection that a request came by. */
interface ClientConnection {
    /** False when the client has closed it, for writing at least. */
    boolean isOpen();
}
