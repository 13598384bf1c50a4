/**
 * Models in the forms that other runtimes and servers take. Must not know the command line, nor run a model.
 */
@NullMarked
package dev.octet.runner.deploy;

import org.jspecify.annotations.NullMarked;
