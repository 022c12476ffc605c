package io.flowlake.store;

/**
 * A place for exports that has a name.
 *
 * @param name letters, digits, {@code .}, {@code _} and {@code -}; or the address where a place is
 *     used without having been given a name
 * @param place where
 * @param keys where its keys come from; without meaning for a folder
 */
public record Target(String name, Place place, KeySource keys) {}
