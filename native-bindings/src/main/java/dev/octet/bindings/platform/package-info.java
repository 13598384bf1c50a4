/**
 * What this machine is, where its libraries are, and how a native library is loaded once and diagnosed when it cannot be.
 * Must not know any particular native library.
 */
@NullMarked
package dev.octet.bindings.platform;

import org.jspecify.annotations.NullMarked;
