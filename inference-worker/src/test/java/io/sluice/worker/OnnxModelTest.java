package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OnnxModelTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FLOAT  | [[1,2.5],[-3,1e-7]]                      | [[1.0,2.5],[-3.0,1.0E-7]]
                    DOUBLE | [[0.1,1e300]]                            | [[0.1,1.0E300]]
                    INT32  | [[2147483647,-2147483648]]               | [[2147483647,-2147483648]]
                    INT64  | [[9223372036854775807,0]]                | [[9223372036854775807,0]]
                    BOOL   | [[true,false],[false,false],[true,true]] | [[true,false],[false,false],[true,true]]
                    STRING | [["a","ä\\"b"]]                          | [["a","ä\\"b"]]
                    """)
    void valuesOfEveryTypeComeThrough(DataType type, String input, String output)
            throws OrtException, IOException {
        try (OnnxModel model = model(SmallModel.identity(type))) {
            assertThat(run(model, "{\"inputs\":{\"x\":" + input + "}}"))
                    .isEqualTo("{\"outputs\":{\"y\":" + output + "}}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FLOAT  | [[1,2],[3]]                | arrays differ in length
                    FLOAT  | [[1,2],3]                  | arrays differ in length
                    FLOAT  | [[1,2],[3,[4]]]            | value 3, [4], is not of type FLOAT
                    FLOAT  | [1,2]                      | has shape [2], but the model takes [n, 2]
                    FLOAT  | [[[1,2]]]                  | has shape [1, 1, 2], but the model takes [n, 2]
                    FLOAT  | []                         | has shape [0], but the model takes [n, 2]
                    FLOAT  | 7                          | has shape [], but the model takes [n, 2]
                    FLOAT  | [[1,"2"]]                  | value 1, "2", is not of type FLOAT
                    FLOAT  | [[1,null]]                 | value 1, null, is not of type FLOAT
                    FLOAT  | [[1,1e39]]                 | is not of type FLOAT
                    DOUBLE | [[1,true]]                 | value 1, true, is not of type DOUBLE
                    INT32  | [[1,2.5]]                  | value 1, 2.5, is not of type INT32
                    INT32  | [[1,2147483648]]           | value 1, 2147483648, is not of type INT32
                    INT64  | [[9223372036854775808,1]]  | value 0, 9223372036854775808, is not of type INT64
                    BOOL   | [[1,0]]                    | value 0, 1, is not of type BOOL
                    STRING | [["a",1]]                  | value 1, 1, is not of type STRING
                    """)
    void inputThatDoesNotFitIsExplained(DataType type, String input, String problem)
            throws OrtException, IOException {
        try (OnnxModel model = model(SmallModel.identity(type))) {
            assertThatThrownBy(() -> run(model, input))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("input 'x'")
                    .hasMessageContaining(problem);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"inputs":{"a":[1]}}                     | input 'b' is missing
                    {"inputs":{"a":[1],"b":[1],"c":[1]}}     | no input [c], but [a, b]
                    [1]                                      | the inputs [a, b]
                    {"a":[1],"b":[1]}                        | the inputs [a, b]
                    {"inputs":[1]}                           | the inputs [a, b]
                    """)
    void inputsHaveTheNamesOfTheModel(String payload, String problem)
            throws OrtException, IOException {
        try (OnnxModel model = model(SmallModel.sum())) {
            assertThat(run(model, "{\"inputs\":{\"a\":[1,2],\"b\":[3,4]}}"))
                    .isEqualTo("{\"outputs\":{\"sum\":[4.0,6.0]}}");
            assertThatThrownBy(() -> run(model, payload)).hasMessageContaining(problem);
        }
    }

    @Test
    void whatIsNoNumberInJsonBecomesNull() throws OrtException, IOException {
        try (OnnxModel model = model(SmallModel.sum())) {
            assertThat(run(model, "{\"inputs\":{\"a\":[3e38,1],\"b\":[3e38,1]}}"))
                    .isEqualTo("{\"outputs\":{\"sum\":[null,2.0]}}");
        }
    }

    @Test
    void manyThreadsRunOneModelAndClosingWaitsForThem() throws Exception {
        OnnxModel model = model(SmallModel.identity(DataType.INT64));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> outputs =
                    IntStream.range(0, 400)
                            .mapToObj(i -> threads.submit(() -> run(model, "[[" + i + ",0]]")))
                            .toList();
            outputs.get(10).get();
            model.close();

            for (int i = 0; i < outputs.size(); i++) {
                assertThat(outputs.get(i).get())
                        .isIn("{\"outputs\":{\"y\":[[" + i + ",0]]}}", "closed");
            }
            assertThat(run(model, "[[1,2]]")).isEqualTo("closed");
        }
    }

    @Test
    void fileThatIsNoModelIsNotOpened() {
        assertThatThrownBy(() -> model(new byte[] {1, 2, 3})).isInstanceOf(OrtException.class);
    }

    private OnnxModel model(byte[] file) throws OrtException, IOException {
        return OnnxModel.open(Files.write(directory.resolve("model.onnx"), file), 1);
    }

    private static String run(OnnxModel model, String payload) throws OrtException {
        return model.run(JSON.readTree(payload)).map(Object::toString).orElse("closed");
    }
}
