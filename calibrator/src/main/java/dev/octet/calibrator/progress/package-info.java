/** How far a long job has come, told to whoever wants to know. Must not know how it is shown. */
@NullMarked
package dev.octet.calibrator.progress;

import org.jspecify.annotations.NullMarked;
