package io.sluice.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A station of the data set, see the README beside the files.
 *
 * @param name the name of its file
 * @param kind where it stands
 */
record Station(String name, String kind) {
    static final List<Station> ALL =
            List.of(
                    new Station("Aotizhongxin", "urban"),
                    new Station("Wanshouxigong", "urban"),
                    new Station("Dingling", "rural"));

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final List<String> METRICS =
            List.of(
                    "PM2.5", "PM10", "SO2", "NO2", "CO", "O3", "TEMP", "PRES", "DEWP", "RAIN",
                    "WSPM");
    private static final String MISSING = "NA";

    /**
     * The measurements of one hour.
     *
     * @param values by metric; those that are missing are left out
     */
    record Hour(OffsetDateTime time, Map<String, Double> values) {}

    String deviceId() {
        return "beijing-" + name.toLowerCase(Locale.ROOT);
    }

    /** All hours in which at least one value was measured. */
    List<Hour> hours() {
        String file = "/beijing/" + name + ".csv.gz";
        try (InputStream resource =
                        Objects.requireNonNull(Station.class.getResourceAsStream(file), file);
                CSVParser rows =
                        CSVParser.parse(
                                new InputStreamReader(
                                        new GZIPInputStream(resource), StandardCharsets.US_ASCII),
                                CSVFormat.DEFAULT
                                        .builder()
                                        .setHeader()
                                        .setSkipHeaderRecord(true)
                                        .get())) {
            List<Hour> hours = new ArrayList<>();
            for (CSVRecord row : rows) {
                Hour hour = hour(row);
                if (!hour.values().isEmpty()) {
                    hours.add(hour);
                }
            }
            return hours;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Hour hour(CSVRecord row) {
        LocalDateTime local =
                LocalDateTime.of(
                        number(row, "year"),
                        number(row, "month"),
                        number(row, "day"),
                        number(row, "hour"),
                        0);
        Map<String, Double> values = new LinkedHashMap<>();
        for (String metric : METRICS) {
            String value = row.get(metric);
            if (!value.equals(MISSING)) {
                values.put(metric, Double.valueOf(value));
            }
        }
        return new Hour(local.atOffset(BEIJING), values);
    }

    private static int number(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }
}
