package io.sluice.query.analysis;

/** What of the calendar readings are put together by, whatever the date. */
enum Pattern {
    HOUR("date_part('hour', local)::int"),
    /** 1 is Monday. */
    WEEKDAY("date_part('isodow', local)::int"),
    /** 0 is the first hour of Monday. */
    HOUR_OF_WEEK("(date_part('isodow', local)::int - 1) * 24 + date_part('hour', local)::int"),
    DAY("date_part('day', local)::int"),
    MONTH("date_part('month', local)::int");

    private final String sql;

    Pattern(String sql) {
        this.sql = sql;
    }

    /** Of a column named local, without time zone. */
    String sql() {
        return sql;
    }
}
