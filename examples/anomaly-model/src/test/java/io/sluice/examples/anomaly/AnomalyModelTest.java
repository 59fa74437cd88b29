package io.sluice.examples.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyModelTest {
    private static final Path REPOSITORY = Path.of("../..");

    private final AnomalyModel model = AnomalyModelMaker.made(REPOSITORY);

    AnomalyModelTest() throws IOException {}

    @Test
    void makingItAgainGivesTheFileOfTheDemo() throws IOException {
        assertThat(OnnxFile.of(model))
                .isEqualTo(Files.readAllBytes(REPOSITORY.resolve(AnomalyModelMaker.MODEL)));
    }

    @Test
    void onnxRuntimeScoresAsTheFormulaDoes() throws IOException, OrtException {
        List<double[]> windows = AnomalyModelMaker.windows(REPOSITORY, "Dingling");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session =
                        environment.createSession(
                                REPOSITORY.resolve(AnomalyModelMaker.MODEL).toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, floats(windows));
                OrtSession.Result result = session.run(Map.of("window", input))) {
            assertThat(((TensorInfo) info(session)).getShape()).containsExactly(-1, 24);

            float[] scores = (float[]) result.get("score").orElseThrow().getValue();

            assertThat(scores).hasSize(windows.size());
            double worst = 0;
            for (int i = 0; i < scores.length; i++) {
                worst = Math.max(worst, Math.abs(scores[i] - model.score(windows.get(i))));
            }
            assertThat(worst).isLessThan(1e-3);
        }
    }

    @Test
    void readingsOfAnotherStationAreSeldomUnusualAndWrongOnesAlways() throws IOException {
        List<double[]> windows = AnomalyModelMaker.windows(REPOSITORY, "Dingling");

        assertThat(windows.stream().filter(window -> model.score(window) > 5).count())
                .isLessThan(windows.size() / 100);
        assertThat(windows.stream().map(AnomalyModelTest::withSpike))
                .filteredOn(window -> model.score(window) <= 5)
                .hasSizeLessThan(windows.size() / 100);
    }

    @Test
    void fitFindsTheWeightsThatMadeTheReadings() {
        Random random = new Random(1);
        double[] values = new double[5_000];
        for (int hour = 2; hour < values.length; hour++) {
            values[hour] =
                    3
                            + 1.2 * values[hour - 1]
                            - 0.5 * values[hour - 2]
                            + 0.25 * random.nextGaussian();
        }

        AnomalyModel fitted =
                new AnomalyModelFit(new HourlySeries(values).windows(AnomalyModel.HOURS)).fit();

        assertThat(fitted.weights()[22]).isCloseTo(1.2, offset(0.05));
        assertThat(fitted.weights()[21]).isCloseTo(-0.5, offset(0.08));
        assertThat(fitted.weights()[20]).isCloseTo(0, offset(0.08));
        assertThat(fitted.sigma()).isCloseTo(0.25, offset(0.01));
    }

    @Test
    void windowsHaveNoGaps() {
        double gap = Double.NaN;
        HourlySeries series = new HourlySeries(new double[] {1, 2, gap, 3, 4, 5, gap});

        assertThat(series.windows(2))
                .containsExactly(new double[] {1, 2}, new double[] {3, 4}, new double[] {4, 5});
    }

    private static Object info(OrtSession session) throws OrtException {
        return session.getInputInfo().values().iterator().next().getInfo();
    }

    /** A sensor that shows 15 °C too much. */
    private static double[] withSpike(double[] window) {
        double[] wrong = window.clone();
        wrong[AnomalyModel.HOURS - 1] += 15;
        return wrong;
    }

    private static float[][] floats(List<double[]> windows) {
        float[][] floats = new float[windows.size()][AnomalyModel.HOURS];
        for (int row = 0; row < floats.length; row++) {
            for (int hour = 0; hour < AnomalyModel.HOURS; hour++) {
                floats[row][hour] = (float) windows.get(row)[hour];
            }
        }
        return floats;
    }
}
