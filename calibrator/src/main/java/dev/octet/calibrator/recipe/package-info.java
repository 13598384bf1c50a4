/** Recipes: how a model is to be quantized, found once, used with any calibration. */
@NullMarked
package dev.octet.calibrator.recipe;

import org.jspecify.annotations.NullMarked;
