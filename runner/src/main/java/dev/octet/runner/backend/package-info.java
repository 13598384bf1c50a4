/** What runs a file, told by its content, and engines that are loaded. Must not know detection and the command line. */
@NullMarked
package dev.octet.runner.backend;

import org.jspecify.annotations.NullMarked;
