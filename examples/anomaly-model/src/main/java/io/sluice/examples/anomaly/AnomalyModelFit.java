package io.sluice.examples.anomaly;

import java.util.List;

/**
 * Fits the model by least squares with a small penalty on the weights (ridge regression): solves
 * {@code (XᵀX + λI) w = Xᵀy} for centred readings. The same windows give the same bits anywhere.
 */
final class AnomalyModelFit {
    private static final int WEIGHTS = AnomalyModel.HOURS - 1;
    private static final double PENALTY = 1;

    private final List<double[]> windows;
    private final double[] means = new double[AnomalyModel.HOURS];

    /**
     * @param windows of {@link AnomalyModel#HOURS} readings each
     */
    AnomalyModelFit(List<double[]> windows) {
        if (windows.size() < 10 * AnomalyModel.HOURS) {
            throw new IllegalArgumentException(windows.size() + " windows are too few");
        }
        this.windows = windows;
        for (double[] window : windows) {
            for (int hour = 0; hour < means.length; hour++) {
                means[hour] += window[hour] / windows.size();
            }
        }
    }

    AnomalyModel fit() {
        double[] weights = solved(covariances(), products());
        double intercept = means[WEIGHTS];
        for (int hour = 0; hour < WEIGHTS; hour++) {
            intercept -= weights[hour] * means[hour];
        }
        return new AnomalyModel(weights, intercept, sigma(weights, intercept));
    }

    private double[][] covariances() {
        double[][] matrix = new double[WEIGHTS][WEIGHTS];
        for (double[] window : windows) {
            for (int row = 0; row < WEIGHTS; row++) {
                for (int column = 0; column <= row; column++) {
                    matrix[row][column] += centred(window, row) * centred(window, column);
                }
            }
        }
        for (int row = 0; row < WEIGHTS; row++) {
            matrix[row][row] += PENALTY;
        }
        return matrix;
    }

    private double[] products() {
        double[] products = new double[WEIGHTS];
        for (double[] window : windows) {
            for (int hour = 0; hour < WEIGHTS; hour++) {
                products[hour] += centred(window, hour) * centred(window, WEIGHTS);
            }
        }
        return products;
    }

    private double centred(double[] window, int hour) {
        return window[hour] - means[hour];
    }

    /** By Cholesky's decomposition, in the lower triangle of the matrix itself. */
    private static double[] solved(double[][] matrix, double[] right) {
        for (int row = 0; row < WEIGHTS; row++) {
            for (int column = 0; column <= row; column++) {
                double rest = matrix[row][column];
                for (int k = 0; k < column; k++) {
                    rest -= matrix[row][k] * matrix[column][k];
                }
                matrix[row][column] =
                        row == column ? Math.sqrt(rest) : rest / matrix[column][column];
            }
        }
        double[] solution = right.clone();
        for (int row = 0; row < WEIGHTS; row++) {
            for (int k = 0; k < row; k++) {
                solution[row] -= matrix[row][k] * solution[k];
            }
            solution[row] /= matrix[row][row];
        }
        for (int row = WEIGHTS - 1; row >= 0; row--) {
            for (int k = row + 1; k < WEIGHTS; k++) {
                solution[row] -= matrix[k][row] * solution[k];
            }
            solution[row] /= matrix[row][row];
        }
        return solution;
    }

    private double sigma(double[] weights, double intercept) {
        AnomalyModel unscaled = new AnomalyModel(weights, intercept, 1);
        double squares = 0;
        for (double[] window : windows) {
            double off = unscaled.score(window);
            squares += off * off;
        }
        return Math.sqrt(squares / (windows.size() - AnomalyModel.HOURS));
    }
}
