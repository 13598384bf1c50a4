/** What the classes of a model are called. Must not know what a detection is, or the command line. */
@NullMarked
package dev.octet.runner.names;

import org.jspecify.annotations.NullMarked;
