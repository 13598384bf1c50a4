/** Configurations of DeepStream's nvinfer. Must not know other destinations, nor the command line. */
@NullMarked
package dev.octet.runner.deploy.deepstream;

import org.jspecify.annotations.NullMarked;
