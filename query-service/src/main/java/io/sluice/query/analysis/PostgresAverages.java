package io.sluice.query.analysis;

import static io.sluice.query.analysis.PostgresMath.micros;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Moving averages. The database gives the readings in order, the averages are computed here. */
@Component
final class PostgresAverages {
    static final int MOST_IN_WINDOW = 1 << 20;

    private static final List<Column> COLUMNS =
            List.of(
                    Column.time("time"),
                    Column.number("value"),
                    Column.number("average"),
                    Column.integer("ordinal"));

    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresAverages(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    /** Each reading and the average at it. The first averages are of fewer readings. */
    Answer averages(Selection selection, Window window, Map<String, Object> head) {
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, " + micros("ts") + ", value, nullif(ordinal, 0) from (")
                        .add(source.readings(selection))
                        .add(") r order by grp, ts, ordinal");
        return new PostgresAnswer(
                queries,
                statement,
                selection.groups(),
                selection.head(head),
                "averages",
                COLUMNS,
                new Averages(window));
    }

    /** Begins anew with each group. */
    private static final class Averages implements PostgresAnswer.Cells {
        private final Window window;
        private MovingAverage average;
        private int group = -1;

        Averages(Window window) {
            this.window = window;
            this.average = MovingAverage.of(window, MOST_IN_WINDOW);
        }

        @Override
        public void write(ResultSet row, RowSink sink) throws SQLException {
            if (row.getInt(1) != group) {
                group = row.getInt(1);
                average = MovingAverage.of(window, MOST_IN_WINDOW);
            }
            long time = row.getLong(2);
            double value = row.getDouble(3);
            sink.time(time);
            sink.number(value);
            PostgresAnswer.number(average.at(time, value), sink);
            PostgresAnswer.write(row, 4, Column.Kind.INTEGER, sink);
        }
    }
}
