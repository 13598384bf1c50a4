/** Puts a bundle into container images without a Docker engine. Must not know what is in the bundle's jars. */
@NullMarked
package dev.octet.docker;

import org.jspecify.annotations.NullMarked;
