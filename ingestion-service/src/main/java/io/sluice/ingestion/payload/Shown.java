package io.sluice.ingestion.payload;

/** What others sent, as it may stand in a message of ours: short, on one line. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    public static String cut(String text) {
        String short_ = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return short_.replaceAll("\\p{Cntrl}", "?");
    }
}
