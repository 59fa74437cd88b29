package io.sluice.ingestion.device;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/**
 * Registers many devices from CSV. The first line names the columns: {@code id} (or {@code
 * device_id}) and any of {@code name}, {@code type}, {@code location}, {@code labels} ({@code
 * floor=2;room=7}), {@code expected_interval} (ISO-8601, {@code PT30S}, or seconds), {@code
 * installed_date} ({@code 2024-01-15}).
 */
@Component
final class DeviceImport {
    private static final Set<String> COLUMNS =
            Set.of(
                    "id",
                    "device_id",
                    "name",
                    "type",
                    "location",
                    "labels",
                    "expected_interval",
                    "installed_date");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setTrim(true)
                    .get();
    private static final Pattern LABELS = Pattern.compile(";");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final DeviceRegistry registry;

    DeviceImport(DeviceRegistry registry) {
        this.registry = registry;
    }

    /**
     * What became of an import.
     *
     * @param created how many devices are new
     * @param updated how many were registered before
     * @param rejections the rows that were not taken
     */
    record Result(int created, int updated, List<RejectedRow> rejections) {
        /**
         * A row that was not taken.
         *
         * @param index the number of the row, from 0, without the line of column names
         */
        record RejectedRow(int index, String code, String message) {}
    }

    /**
     * @throws IngestionException {@code malformed_csv} or {@code invalid_utf8}; rows before it may
     *     be taken then
     */
    Result importCsv(byte[] csv) {
        try (CSVParser parser = CSVParser.parse(text(csv), FORMAT)) {
            checkColumns(parser.getHeaderNames());
            int[] count = new int[DeviceRegistry.Registration.values().length];
            List<Result.RejectedRow> rejections = new ArrayList<>();
            int index = 0;
            for (CSVRecord row : parser) {
                try {
                    count[
                            registry.put(device(row)) == DeviceRegistry.Registration.CREATED
                                    ? 0
                                    : 1]++;
                } catch (IngestionException e) {
                    rejections.add(
                            new Result.RejectedRow(
                                    index, e.code().code(), String.valueOf(e.getMessage())));
                }
                index++;
            }
            return new Result(count[0], count[1], rejections);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new IngestionException(ErrorCode.MALFORMED_CSV, "not CSV: " + e.getMessage(), e);
        }
    }

    private static String text(byte[] csv) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
        } catch (CharacterCodingException e) {
            throw new IngestionException(ErrorCode.INVALID_UTF8, "the CSV is not UTF-8", e);
        }
    }

    private static void checkColumns(List<String> names) {
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                throw new IngestionException(
                        ErrorCode.MALFORMED_CSV,
                        "column '"
                                + name
                                + "' is not one of "
                                + COLUMNS.stream().sorted().toList());
            }
        }
        if (!names.contains("id") && !names.contains("device_id")) {
            throw new IngestionException(ErrorCode.MALFORMED_CSV, "there is no column id");
        }
    }

    private static Device device(CSVRecord row) {
        if (!row.isConsistent()) {
            throw new IngestionException(
                    ErrorCode.MALFORMED_CSV,
                    "the row has " + row.size() + " columns, the first line another number");
        }
        String id = row.isMapped("id") ? row.get("id") : row.get("device_id");
        try {
            String interval = value(row, "expected_interval");
            String installed = value(row, "installed_date");
            String name = value(row, "name");
            return new Device(
                    id,
                    name.isEmpty() ? id : name,
                    value(row, "type"),
                    value(row, "location"),
                    labels(value(row, "labels")),
                    interval.isEmpty() ? null : interval(interval),
                    installed.isEmpty() ? null : LocalDate.parse(installed));
        } catch (DateTimeException e) {
            throw new IngestionException(
                    ErrorCode.INVALID_DEVICE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String value(CSVRecord row, String column) {
        return row.isMapped(column) ? row.get(column) : "";
    }

    private static Duration interval(String text) {
        return SECONDS.matcher(text).matches()
                ? Duration.ofSeconds(Long.parseLong(text))
                : Duration.parse(text);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        LABELS.splitAsStream(text)
                .filter(pair -> !pair.isBlank())
                .forEach(pair -> {
                    int equals = pair.indexOf('=');
                    if (equals < 1) {
                        throw new IngestionException(
                                ErrorCode.INVALID_DEVICE,
                                "label '" + pair + "' is not of the form name=value");
                    }
                    labels.put(
                            pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
                });
        return labels;
    }
}
