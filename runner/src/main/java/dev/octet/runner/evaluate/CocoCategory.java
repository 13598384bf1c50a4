package dev.octet.runner.evaluate;

/**
 * One class of an annotation file.
 *
 * @param id its id
 * @param name its name
 */
public record CocoCategory(long id, String name) {}
