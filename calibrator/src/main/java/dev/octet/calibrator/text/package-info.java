/** Text files that people write, and the names in them. */
@NullMarked
package dev.octet.calibrator.text;

import org.jspecify.annotations.NullMarked;
