package io.sluice.coordinator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The version of a model that a node is to hold.
 *
 * @param sha256 of the content, in hexadecimal
 * @param size of the content, in bytes
 */
public record ModelAssignment(
        String model, String version, String sha256, long size, Channel channel) {
    /** Why this version. */
    public enum Channel {
        /** It is what nodes run that are not told otherwise. */
        @JsonProperty("stable")
        STABLE,
        /** The node is one of those that try it. */
        @JsonProperty("canary")
        CANARY
    }
}
