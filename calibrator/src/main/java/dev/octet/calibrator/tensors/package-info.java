/** Values that go into a model: shapes and named float tensors. Must not know where they come from. */
@NullMarked
package dev.octet.calibrator.tensors;

import org.jspecify.annotations.NullMarked;
