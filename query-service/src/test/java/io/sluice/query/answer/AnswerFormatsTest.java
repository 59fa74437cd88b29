package io.sluice.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class AnswerFormatsTest {
    private final AnswerFormats formats = new AnswerFormats(JsonMapper.builder().build());

    @AfterEach
    void nothingIsLeftInMemory() {
        assertThat(formats.arrowMemoryInUse()).isZero();
        formats.close();
    }

    @Test
    void jsonHoldsEverything() {
        assertThat(text(AnswerFormat.JSON, new SampleAnswer(4, false)))
                .startsWith(
                        """
                        {"device_id":"Gerät 7%","tier":"raw","series_chosen":["a","b"],"points":[\
                        {"time":"2026-01-21T12:00:00Z","value":0.5,"ordinal":0,\
                        "note":"a,b \\"c\\"\\r\\nd","quality":["late","imputed"]},\
                        {"time":"2026-01-21T12:00:00.000001Z","value":1.0E300,\
                        "ordinal":-9223372036854775808,"note":"","quality":[]},\
                        {"time":"2026-01-21T12:00:00.000002Z","value":null,"ordinal":null,"note":null,\
                        "quality":null},\
                        {"time":"2026-01-21T12:00:00.000003Z"}],\
                        """)
                .endsWith("}");
    }

    @Test
    void groupsOfJsonAreObjects() {
        assertThat(text(AnswerFormat.JSON, new SampleAnswer(5, true)))
                .contains(
                        """
                        "series":[{"name":"g0","site":"north, \\"old\\"","points":[{"time"\
                        """)
                .contains("]},{\"name\":\"h\",\"points\":[{\"time\"");
    }

    @Test
    void csvIsQuotedWhereItMustBe() {
        assertThat(text(AnswerFormat.CSV, new SampleAnswer(4, false)))
                .isEqualTo(
                        """
                        time,value,ordinal,note,quality\r
                        2026-01-21T12:00:00Z,0.5,0,"a,b ""c""\r
                        d",late;imputed\r
                        2026-01-21T12:00:00.000001Z,1.0E300,-9223372036854775808,"",\r
                        2026-01-21T12:00:00.000002Z,,,,\r
                        2026-01-21T12:00:00.000003Z,,,,\r
                        """);
    }

    @Test
    void rowsOfCsvBeginWithTheirGroup() {
        assertThat(text(AnswerFormat.CSV, new SampleAnswer(5, true)).lines())
                .contains(
                        "name,site,time,value,ordinal,note,quality",
                        "g0,\"north, \"\"old\"\"\",2026-01-21T12:00:00.000002Z,,,,",
                        "h,,2026-01-21T12:00:00.000004Z,4.5,4,\"a,b \"\"c\"\"");
    }

    @Test
    void ndjsonHasOneObjectOnEachLine() {
        List<String> lines = text(AnswerFormat.NDJSON, new SampleAnswer(5, true)).lines().toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.get(2))
                .isEqualTo(
                        """
                        {"name":"g0","site":"north, \\"old\\"","time":"2026-01-21T12:00:00.000002Z",\
                        "value":null,"ordinal":null,"note":null,"quality":null}\
                        """);
        assertThat(lines.get(3))
                .isEqualTo(
                        """
                        {"name":"g0","site":"north, \\"old\\"","time":"2026-01-21T12:00:00.000003Z"}\
                        """);
        assertThat(lines.get(4)).startsWith("{\"name\":\"h\",\"time\"").endsWith("}");
    }

    @Test
    void arrowHasTypedColumnsInBatches() throws IOException {
        List<String> rows = new ArrayList<>();
        int batches = 0;
        try (BufferAllocator memory = new RootAllocator();
                ArrowStreamReader reader = read(new SampleAnswer(20_000, false), memory)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertThat(root.getSchema().getFields().stream().map(Object::toString))
                    .containsExactly(
                            "time: Timestamp(MICROSECOND, UTC)",
                            "value: FloatingPoint(DOUBLE)",
                            "ordinal: Int(64, true)",
                            "note: Utf8",
                            "quality: List<item: Utf8>");
            assertThat(root.getSchema().getCustomMetadata())
                    .isEqualTo(
                            Map.of(
                                    "device_id",
                                    "Gerät 7%",
                                    "tier",
                                    "raw",
                                    "series_chosen",
                                    "[\"a\",\"b\"]"));
            while (reader.loadNextBatch()) {
                batches++;
                for (int i = 0; i < root.getRowCount(); i++) {
                    int row = i;
                    rows.add(
                            root.getFieldVectors().stream()
                                    .map(vector -> vector.getObject(row))
                                    .toList()
                                    .toString());
                }
            }
        }

        assertThat(batches).isEqualTo(3);
        assertThat(rows).hasSize(20_000);
        long time = SampleAnswer.START;
        assertThat(rows.subList(0, 4))
                .containsExactly(
                        "[%d, 0.5, 0, a,b \"c\"\r\nd, [\"late\",\"imputed\"]]".formatted(time),
                        "[%d, 1.0E300, -9223372036854775808, , []]".formatted(time + 1),
                        "[%d, null, null, null, null]".formatted(time + 2),
                        "[%d, null, null, null, null]".formatted(time + 3));
        assertThat(rows.get(19_996)).contains("19996.5, 19996, a,b");
    }

    @Test
    void rowsOfArrowBeginWithTheirGroup() throws IOException {
        try (BufferAllocator memory = new RootAllocator();
                ArrowStreamReader reader = read(new SampleAnswer(5, true), memory)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();

            assertThat(root.getVector("name").getObject(3)).hasToString("g0");
            assertThat(root.getVector("name").getObject(4)).hasToString("h");
            assertThat(root.getVector("site").getObject(4)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(AnswerFormat.class)
    void answerWithoutRowsIsWellFormed(AnswerFormat format) throws IOException {
        SampleAnswer none = new SampleAnswer(0, true);
        switch (format) {
            case JSON -> assertThat(text(format, none)).contains("\"series\":[],");
            case CSV ->
                    assertThat(text(format, none))
                            .isEqualTo("name,site,time,value,ordinal,note,quality\r\n");
            case NDJSON -> assertThat(text(format, none)).isEmpty();
            case ARROW -> {
                try (BufferAllocator memory = new RootAllocator();
                        ArrowStreamReader reader = read(none, memory)) {
                    assertThat(reader.loadNextBatch()).isFalse();
                }
            }
        }
    }

    /** Whoever reads a part must not take it for the whole. */
    @ParameterizedTest
    @EnumSource(AnswerFormat.class)
    void answerThatFailsIsNotCompleted(AnswerFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(
                        () -> {
                            try (AnswerRows rows =
                                    formats.rows(format, new SampleAnswer(1, false), out)) {
                                rows.begin();
                                new SampleAnswer(20_001, false).writeTo(rows);
                                rows.time(1);
                                throw new IllegalStateException("in the middle");
                            }
                        })
                .hasMessage("in the middle");

        byte[] written = out.toByteArray();
        assertThat(written).isNotEmpty();
        switch (format) {
            case JSON -> assertThat(text(written)).doesNotEndWith("]}");
            case CSV, NDJSON ->
                    assertThat(written.length)
                            .isLessThan(written(format, new SampleAnswer(20_001, false)).length);
            case ARROW ->
                    assertThat(Arrays.copyOfRange(written, written.length - 8, written.length))
                            .isNotEqualTo(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        }
    }

    private ArrowStreamReader read(Answer answer, BufferAllocator memory) {
        return new ArrowStreamReader(
                new ByteArrayInputStream(written(AnswerFormat.ARROW, answer)), memory);
    }

    private String text(AnswerFormat format, Answer answer) {
        return text(written(format, answer));
    }

    private static String text(byte[] written) {
        return new String(written, StandardCharsets.UTF_8);
    }

    private byte[] written(AnswerFormat format, Answer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream stream = new ClientStream(out);
        try (AnswerRows rows = formats.rows(format, answer, stream)) {
            rows.begin();
            rows.finish(answer.writeTo(rows));
        }
        return out.toByteArray();
    }
}
