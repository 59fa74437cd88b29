/** Fits a small anomaly model to real readings, and writes it as an ONNX file. */
@NullMarked
package io.sluice.examples.anomaly;

import org.jspecify.annotations.NullMarked;
