package dev.steward.privacy;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something of a feature's that can be erased.
 *
 * @param kind  the {@link ErasableKind#name} of its kind
 * @param label what people call it, as plain text of at most 75 characters: {@code FB-12 The export stops}
 * @param name  a name that is taken out of all other texts too; null for none
 */
public record Erasable(String kind, UUID id, String label, @Nullable String name) {}
