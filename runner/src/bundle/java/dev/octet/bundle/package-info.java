/**
 * Makes the folder that runs on machines without Maven, and its archive: at build time only. Must not know what the
 * command does.
 */
@NullMarked
package dev.octet.bundle;

import org.jspecify.annotations.NullMarked;
