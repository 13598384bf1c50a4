/**
 * What a machine has for Octet's work and what it lacks, one probe a file. Must not know the command line; what is asked of
 * the machine is handed in, so that tests can show another one.
 */
@NullMarked
package dev.octet.runner.doctor;

import org.jspecify.annotations.NullMarked;
