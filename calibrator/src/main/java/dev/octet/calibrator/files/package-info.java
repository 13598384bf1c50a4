/** Writing a file whole or not at all, and naming it by its content. Must not know what is in the file. */
@NullMarked
package dev.octet.calibrator.files;

import org.jspecify.annotations.NullMarked;
