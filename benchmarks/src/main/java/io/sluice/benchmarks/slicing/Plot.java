package io.sluice.benchmarks.slicing;

import io.sluice.benchmarks.slicing.Figure.Curve;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A figure as a drawing in SVG, upwards by powers of ten, and sideways too if the variable has
 * numbers.
 */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 570;
    private static final int TOP = 50;
    private static final int LINE = 20;

    private final Figure figure;
    private final Results results;
    private final int bottom;
    private final int leastPower;
    private final int greatestPower;
    private final Formatter svg = new Formatter(Locale.ROOT);

    private Plot(Figure figure, Results results) {
        this.figure = figure;
        this.results = results;
        this.bottom = figure.isNumeric() ? 340 : 270;
        this.leastPower = (int) Math.floor(Math.log10(shown().min().orElse(1)));
        this.greatestPower =
                Math.max(leastPower + 1, (int) Math.ceil(Math.log10(shown().max().orElse(1))));
    }

    static String svg(Figure figure, Results results) {
        Plot plot = new Plot(figure, results);
        plot.draw();
        return plot.svg.toString();
    }

    /** All values in the unit that is printed. */
    private DoubleStream shown() {
        return figure.curves().stream()
                .flatMap(curve -> figure.values().stream().map(value -> results.at(curve, value)))
                .flatMapToDouble(OptionalDouble::stream)
                .map(this::inUnit);
    }

    /** Nothing at all is drawn as next to nothing. */
    private double inUnit(double measured) {
        return Math.max(measured / figure.unit().scale, 1e-3);
    }

    private void draw() {
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, HEIGHT);
        svg.format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT);
        svg.format("<text x=\"%d\" y=\"22\" font-size=\"14\">%s</text>%n", LEFT, figure.title());
        svg.format("<text x=\"8\" y=\"%d\">%s</text>%n", TOP - 10, figure.unit().title);
        drawScale();
        drawVariable();
        for (int curve = 0; curve < figure.curves().size(); curve++) {
            drawCurve(figure.curves().get(curve), curve);
        }
        svg.format("</svg>%n");
    }

    private void drawScale() {
        for (int power = leastPower; power <= greatestPower; power++) {
            double y = y(Math.pow(10, power));
            svg.format("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>%n", LEFT, y, RIGHT);
            svg.format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT - 8,
                    y + 4,
                    power < 0
                            ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                            : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power)));
        }
    }

    private void drawVariable() {
        for (String value : figure.values()) {
            String place =
                    figure.isNumeric()
                            ? "text-anchor=\"middle\""
                            : String.format(
                                    Locale.ROOT,
                                    "text-anchor=\"end\" transform=\"rotate(-40 %.1f %d)\"",
                                    x(value),
                                    bottom + LINE);
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" %s>%s</text>%n",
                    x(value), bottom + LINE, place, figure.label(value));
        }
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                (LEFT + RIGHT) / 2, HEIGHT - 12, figure.variable());
    }

    private void drawCurve(Curve curve, int number) {
        String colour = curve.colour();
        StringBuilder line = new StringBuilder();
        for (String value : figure.values()) {
            OptionalDouble measured = results.at(curve, value);
            if (measured.isPresent()) {
                double y = y(inUnit(measured.getAsDouble()));
                line.append(String.format(Locale.ROOT, " %.1f,%.1f", x(value), y));
                svg.format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                        x(value), y, colour);
            }
        }
        if (figure.isNumeric()) {
            svg.format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    line.toString().strip(), colour);
        }
        int y = TOP + 10 + number * LINE;
        svg.format(
                "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>%n", RIGHT + 20, y - 4, colour);
        svg.format("<text x=\"%d\" y=\"%d\">%s</text>%n", RIGHT + 32, y, curve.title());
    }

    private double y(double value) {
        double part = (Math.log10(value) - leastPower) / (greatestPower - leastPower);
        return bottom - part * (bottom - TOP);
    }

    private double x(String value) {
        int margin = 25;
        return LEFT + margin + part(value) * (RIGHT - LEFT - 2 * margin);
    }

    private double part(String value) {
        List<String> values = figure.values();
        if (!figure.isNumeric() || Double.parseDouble(values.getFirst()) == 0) {
            return values.indexOf(value) / (values.size() - 1.0);
        }
        double first = Math.log10(Double.parseDouble(values.getFirst()));
        double last = Math.log10(Double.parseDouble(values.getLast()));
        return (Math.log10(Double.parseDouble(value)) - first) / (last - first);
    }
}
