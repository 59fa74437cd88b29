package io.sluice.query.archive;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The archive.
 *
 * @param location a directory, or {@code s3://bucket/prefix}
 * @param endpoint the address of an S3-compatible store; missing for that of the region
 * @param region of the bucket
 * @param accessKey missing for what the environment has, with secretKey
 */
@ConfigurationProperties("sluice.retention.archive")
record ArchiveProperties(
        @DefaultValue("archive") String location,
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKey,
        @Nullable String secretKey) {
    ArchiveProperties {
        if (location.isBlank()) {
            throw new IllegalArgumentException("sluice.retention.archive.location is empty");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "sluice.retention.archive.access-key and secret-key go together");
        }
    }
}
