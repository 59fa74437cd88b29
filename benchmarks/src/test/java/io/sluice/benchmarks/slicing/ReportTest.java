package io.sluice.benchmarks.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.slicing.Figure.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class ReportTest {
    private static final Figure IN_ORDER = Figure.quick().getFirst();

    @TempDir private Path folder = Path.of("");

    @Test
    void tableTellsRatiosAndGoals() {
        Report report = report(IN_ORDER, measured(24e6, 2.5e6, 2e6));

        assertThat(report.text())
                .contains("windows  slicing  Flink  buckets  slicing : Flink  slicing : buckets")
                .containsPattern("1 +24.0 +2.5 +2.0 +9.6 +12.0 +30.0 missed\n")
                .containsPattern("100 +24.0 +2.5 +2.0 +9.6 +12.0 +25.0 missed, 10 x missed\n");
    }

    @Test
    void goalsAreReachedByAsMuch() {
        Report report = report(IN_ORDER, measured(30e6, 3e6, 3e6));

        assertThat(report.text())
                .containsPattern("1 .* 30.0 reached\n")
                .containsPattern("100 .* 25.0 reached, 10 x reached\n");
    }

    @Test
    void everyFigureIsDrawnAndKept()
            throws IOException, ParserConfigurationException, SAXException {
        for (Figure figure : Figure.all()) {
            report(figure, values(figure)).writeTo(folder);

            Path drawn = folder.resolve(figure.name() + ".svg");
            Document document =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(drawn.toFile());
            int values = figure.values().size() * figure.curves().size();
            assertThat(document.getElementsByTagName("circle").getLength())
                    .isEqualTo(values + figure.curves().size());
            assertThat(folder.resolve("figures.csv"))
                    .content()
                    .hasLineCount(1 + values)
                    .doesNotContain("NaN");
            assertThat(Files.readString(folder.resolve("README.md")))
                    .contains("# " + figure.title(), "](" + figure.name() + ".svg)")
                    .contains("9 November", "2 cores");
        }
    }

    private static Report report(Figure figure, Results results) {
        SequencedMap<Figure, Results> all = new LinkedHashMap<>();
        all.put(figure, results);
        return new Report(LocalDate.of(2026, 11, 9), "2 cores", "./sluice bench slicing", all);
    }

    private static Results measured(double slicing, double flink, double buckets) {
        Results results = new Results();
        for (Curve curve : IN_ORDER.curves()) {
            for (String value : IN_ORDER.values()) {
                results.put(
                        curve,
                        value,
                        switch (curve.technique()) {
                            case SLICING -> slicing;
                            case FLINK -> flink;
                            default -> buckets;
                        });
            }
        }
        return results;
    }

    private static Results values(Figure figure) {
        Results results = new Results();
        double measured = 0;
        for (Curve curve : figure.curves()) {
            for (String value : figure.values()) {
                results.put(curve, value, measured);
                measured = measured * 2 + 1;
            }
        }
        return results;
    }
}
