package dev.carillon.spi;

/**
 * Where a declared job comes from.
 *
 * @param fingerprint a digest of the declaration after configuration; the same one leaves the stored job untouched
 * @param applicationVersion the version of the application that declared it; an older one never overwrites a newer
 */
public record Declaration(String fingerprint, String applicationVersion) {}
