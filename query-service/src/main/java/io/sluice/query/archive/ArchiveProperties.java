package io.sluice.query.archive;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The archive.
 *
 * @param location the directory that its files are kept in
 */
@ConfigurationProperties("sluice.retention.archive")
record ArchiveProperties(@DefaultValue("archive") Path location) {}
