package io.sluice.query.tier;

/** As much of a request's text as a message needs. */
final class Excerpt {
    private static final int MOST = 64;

    private Excerpt() {}

    static String of(String text) {
        return text.length() > MOST ? text.substring(0, MOST) + "…" : text;
    }
}
