/** Model repositories of the Triton inference server. Must not know other destinations, nor the command line. */
@NullMarked
package dev.octet.runner.deploy.triton;

import org.jspecify.annotations.NullMarked;
