/** An edge node that pulls inference tasks and runs ONNX models. */
@NullMarked
package io.sluice.worker;

import org.jspecify.annotations.NullMarked;
