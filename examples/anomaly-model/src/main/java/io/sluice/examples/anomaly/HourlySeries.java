package io.sluice.examples.anomaly;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One column of a station's file, one value for each hour.
 *
 * @param values NaN where it is missing
 */
record HourlySeries(double[] values) {
    private static final String MISSING = "NA";

    static HourlySeries read(Path file, String column) throws IOException {
        try (CSVParser rows =
                CSVParser.parse(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.US_ASCII),
                        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return new HourlySeries(rows.stream().mapToDouble(row -> value(row, column)).toArray());
        }
    }

    private static double value(CSVRecord row, String column) {
        String value = row.get(column);
        return value.equals(MISSING) ? Double.NaN : Double.parseDouble(value);
    }

    /** All stretches of that many hours in which none is missing. */
    List<double[]> windows(int hours) {
        List<double[]> windows = new ArrayList<>();
        int whole = 0;
        for (int end = 1; end <= values.length; end++) {
            whole = Double.isNaN(values[end - 1]) ? 0 : whole + 1;
            if (whole >= hours) {
                windows.add(Arrays.copyOfRange(values, end - hours, end));
            }
        }
        return windows;
    }
}
