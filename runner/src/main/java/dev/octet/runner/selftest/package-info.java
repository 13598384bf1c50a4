/**
 * Proves on the machine it runs on that Octet works there: each check does a real thing with the demo's detector and says
 * what it measured. Must not know how results are printed.
 */
@NullMarked
package dev.octet.runner.selftest;

import org.jspecify.annotations.NullMarked;
