package dev.octet.runner.evaluate;

/**
 * One image of an annotation file.
 *
 * @param id its id
 * @param fileName path relative to the image folder
 */
public record CocoImage(long id, String fileName) {}
