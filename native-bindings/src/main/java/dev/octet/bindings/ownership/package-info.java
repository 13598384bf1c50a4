/**
 * Who closes what: every native object has one owner, and an owner's lifetime ends once. Must not know any particular
 * native library.
 */
@NullMarked
package dev.octet.bindings.ownership;

import org.jspecify.annotations.NullMarked;
