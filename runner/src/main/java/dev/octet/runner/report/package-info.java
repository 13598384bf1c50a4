/** What a quantization cost and gained, as one page and as JSON. Must not know the command line. */
@NullMarked
package dev.octet.runner.report;

import org.jspecify.annotations.NullMarked;
