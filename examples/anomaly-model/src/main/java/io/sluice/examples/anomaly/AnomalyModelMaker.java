package io.sluice.examples.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The program: fits the model to the temperatures of a station, and writes the ONNX file. */
final class AnomalyModelMaker {
    /** In the repository. */
    static final Path STATION = Path.of("infra/local/demo/src/main/resources/beijing");

    /** In the repository: where the demo finds it. */
    static final Path MODEL =
            Path.of("infra/local/demo/src/main/resources/models/reading-anomaly.onnx");

    static final String TEMPERATURE = "TEMP";

    private AnomalyModelMaker() {}

    /**
     * Writes the file.
     *
     * @param arguments the directory of the repository; the one that it runs in if not given
     */
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of(arguments.length > 0 ? arguments[0] : ".");
        AnomalyModel model = made(repository);
        Files.createDirectories(repository.resolve(MODEL).getParent());
        Files.write(repository.resolve(MODEL), OnnxFile.of(model));
        System.out.printf(
                Locale.ROOT,
                "%s: hourly temperatures are predicted to within %.2f °C%n",
                MODEL,
                model.sigma());
    }

    static AnomalyModel made(Path repository) throws IOException {
        return new AnomalyModelFit(windows(repository, "Aotizhongxin")).fit();
    }

    static List<double[]> windows(Path repository, String station) throws IOException {
        Path file = repository.resolve(STATION).resolve(station + ".csv.gz");
        return HourlySeries.read(file, TEMPERATURE).windows(AnomalyModel.HOURS);
    }
}
