package dev.octet.calibrator.half;

/**
 * A node that stays in float32, with casts around it.
 *
 * @param name the node
 * @param operator its operator
 * @param reason why, as the rest of a sentence that begins with the node
 */
public record KeptNode(String name, String operator, String reason) {}
