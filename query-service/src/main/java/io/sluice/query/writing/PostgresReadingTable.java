package io.sluice.query.writing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import org.postgresql.PGConnection;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows into the table {@code reading}, within the transaction of its caller, and marks the
 * hours that this changes.
 */
final class PostgresReadingTable {
    /** For each connection that writes: rows on their way into the table. */
    static final String CREATE_STAGING_TABLE =
            """
            create temporary table if not exists staged_reading (
                ts timestamptz not null,
                value double precision not null,
                series_id int not null,
                ordinal smallint not null,
                quality smallint not null,
                row_number int not null
            ) on commit delete rows
            """;

    private static final String COPY_STRAIGHT =
            "copy reading (" + PostgresCopyEncoder.COLUMNS + ") from stdin (format binary)";
    private static final String COPY_STAGED =
            "copy staged_reading ("
                    + PostgresCopyEncoder.COLUMNS
                    + ", row_number) from stdin (format binary)";

    /** Inserts what is not there, and answers with the numbers of the rows that are. */
    private static final String INSERT_STAGED =
            """
            with inserted as (
                insert into reading (ts, value, series_id, ordinal, quality)
                select ts, value, series_id, ordinal, quality from staged_reading order by row_number
                on conflict do nothing
                returning series_id, ts, ordinal
            )
            select s.row_number
            from staged_reading s
            left join inserted i on i.series_id = s.series_id and i.ts = s.ts and i.ordinal = s.ordinal
            where i.series_id is null
            """;

    /**
     * How long the arrays are misleads the planner: without this, days of readings are hashed for a
     * few rows.
     */
    private static final String JOIN_BY_INDEX =
            "set local enable_hashjoin = off; set local enable_mergejoin = off";

    /**
     * The rows that are there come as arrays, and not as {@code row_number = any (?)} of the staged
     * ones: that looks through the array for each of them.
     */
    private static final String CORRECT =
            """
            update reading r set value = s.value, quality = s.quality
            from unnest(?::int[], ?::bigint[], ?::smallint[], ?::double precision[], ?::smallint[], ?::int[])
                as s (series_id, micros, ordinal, value, quality, row_number)
            where r.series_id = s.series_id
              and r.ts = timestamptz 'epoch' + s.micros * interval '1 microsecond'
              and r.ordinal = s.ordinal
              and r.value <> s.value
            returning s.row_number
            """;

    private static final String CORRECT_BY_VALUE =
            """
            update reading set value = ?, quality = ?
            where series_id = ? and ts = timestamptz 'epoch' + ? * interval '1 microsecond' and ordinal = ?
            """;

    private final JdbcTemplate jdbc;
    private final PostgresRollupMarks marks;

    PostgresReadingTable(JdbcTemplate jdbc, PostgresRollupMarks marks) {
        this.jdbc = jdbc;
        this.marks = marks;
    }

    /**
     * Writes rows that are not there yet.
     *
     * @throws DuplicateKeyException if one of them is; the transaction can only be rolled back then
     */
    void writeStraight(Occurrences occurrences, StreamCounts counts) {
        RowBatch rows = occurrences.rows();
        jdbc.execute((Connection connection) ->
                copy(connection, COPY_STRAIGHT, encode(occurrences, false)));
        TouchedHours touched = new TouchedHours();
        for (int row : occurrences.firsts()) {
            counts.add(rows.stream(row), StreamCounts.Fate.STORED, 1);
            touched.add(rows.series(row), rows.time(row));
        }
        writeFinals(occurrences, touched);
        marks.add(touched);
    }

    /**
     * Writes rows of which some may be there already, with the same value or another.
     *
     * @return how many were there
     */
    int writeStaged(Occurrences occurrences, StreamCounts counts) {
        RowBatch rows = occurrences.rows();
        int[] firsts = occurrences.firsts();
        BitSet present = new BitSet(firsts.length);
        BitSet corrected = new BitSet(firsts.length);
        jdbc.execute((Connection connection) -> {
            copy(connection, COPY_STAGED, encode(occurrences, true));
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(INSERT_STAGED)) {
                collect(result, present);
            }
            if (!present.isEmpty()) {
                correct(connection, occurrences, present, corrected);
            }
            return present.cardinality();
        });
        TouchedHours touched = new TouchedHours();
        for (int i = 0; i < firsts.length; i++) {
            StreamCounts.Fate fate =
                    !present.get(i)
                            ? StreamCounts.Fate.STORED
                            : corrected.get(i)
                                    ? StreamCounts.Fate.CORRECTED
                                    : StreamCounts.Fate.DUPLICATE;
            counts.add(rows.stream(firsts[i]), fate, 1);
            if (fate != StreamCounts.Fate.DUPLICATE) {
                touched.add(rows.series(firsts[i]), rows.time(firsts[i]));
            }
        }
        writeFinals(occurrences, touched);
        marks.add(touched);
        return present.cardinality();
    }

    private static void correct(
            Connection connection, Occurrences occurrences, BitSet present, BitSet corrected)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(JOIN_BY_INDEX);
        }
        RowBatch rows = occurrences.rows();
        int[] firsts = occurrences.firsts();
        int[] numbers = present.stream().toArray();
        int[] series = new int[numbers.length];
        long[] times = new long[numbers.length];
        short[] ordinals = new short[numbers.length];
        double[] values = new double[numbers.length];
        short[] qualities = new short[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int row = firsts[numbers[i]];
            series[i] = rows.series(row);
            times[i] = rows.time(row);
            ordinals[i] = rows.ordinal(row);
            values[i] = rows.value(row);
            qualities[i] = rows.quality(row);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement = connection.prepareStatement(CORRECT)) {
            statement.setArray(1, postgres.createArrayOf("int4", series));
            statement.setArray(2, postgres.createArrayOf("int8", times));
            statement.setArray(3, postgres.createArrayOf("int2", ordinals));
            statement.setArray(4, postgres.createArrayOf("float8", values));
            statement.setArray(5, postgres.createArrayOf("int2", qualities));
            statement.setArray(6, postgres.createArrayOf("int4", numbers));
            try (ResultSet result = statement.executeQuery()) {
                collect(result, corrected);
            }
        }
    }

    private static void collect(ResultSet result, BitSet rowNumbers) throws SQLException {
        while (result.next()) {
            rowNumbers.set(result.getInt(1));
        }
    }

    /** Values that changed within the batch. */
    private void writeFinals(Occurrences occurrences, TouchedHours touched) {
        RowBatch rows = occurrences.rows();
        int[] finals = occurrences.finals();
        if (finals.length == 0) {
            return;
        }
        for (int row : finals) {
            touched.add(rows.series(row), rows.time(row));
        }
        jdbc.execute(
                CORRECT_BY_VALUE,
                (PreparedStatement statement) -> {
                    for (int row : finals) {
                        statement.setDouble(1, rows.value(row));
                        statement.setShort(2, rows.quality(row));
                        statement.setInt(3, rows.series(row));
                        statement.setLong(4, rows.time(row));
                        statement.setShort(5, rows.ordinal(row));
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                });
    }

    private static byte[] encode(Occurrences occurrences, boolean numbered) {
        return PostgresCopyEncoder.encode(occurrences.rows(), occurrences.firsts(), numbered);
    }

    private static long copy(Connection connection, String statement, byte[] rows)
            throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new ByteArrayInputStream(rows), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
