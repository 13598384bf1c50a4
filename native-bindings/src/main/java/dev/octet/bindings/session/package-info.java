/** What it is to run a model, whatever runs it. Must not know any library. */
@NullMarked
package dev.octet.bindings.session;

import org.jspecify.annotations.NullMarked;
