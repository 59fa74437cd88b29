package io.sluice.query.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** Reads the readings out of a Parquet file, one row group after the other. */
final class ParquetReadingsReader {
    private ParquetReadingsReader() {}

    /** Reads all readings of a file in their order. */
    static void read(Path file, ArchivedReading.Sink sink) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new ParquetZstandard())
                        .withUseHadoopVectoredIo(false)
                        .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            requireOurs(file, schema);
            String writtenBy = reader.getFileMetaData().getCreatedBy();
            for (PageReadStore group = reader.readNextRowGroup();
                    group != null;
                    group = reader.readNextRowGroup()) {
                read(group, schema, writtenBy, sink);
            }
        }
    }

    private static void requireOurs(Path file, MessageType schema) throws IOException {
        if (!schema.equals(ParquetReadingsWriter.SCHEMA)) {
            throw new IOException(file + " has other columns: " + schema);
        }
    }

    private static void read(
            PageReadStore group, MessageType schema, String writtenBy, ArchivedReading.Sink sink) {
        ColumnReadStoreImpl store =
                new ColumnReadStoreImpl(
                        group,
                        new GroupRecordConverter(schema).getRootConverter(),
                        schema,
                        writtenBy);
        List<ColumnReader> columns =
                schema.getColumns().stream()
                        .map((ColumnDescriptor column) -> store.getColumnReader(column))
                        .toList();
        ColumnReader unit = columns.get(2);
        for (long row = 0; row < group.getRowCount(); row++) {
            boolean hasUnit =
                    unit.getCurrentDefinitionLevel()
                            == unit.getDescriptor().getMaxDefinitionLevel();
            sink.take(
                    new ArchivedReading(
                            text(columns.get(0)),
                            text(columns.get(1)),
                            hasUnit ? text(unit) : null,
                            columns.get(3).getLong(),
                            columns.get(4).getInteger(),
                            columns.get(5).getDouble(),
                            columns.get(6).getInteger()));
            columns.forEach(ColumnReader::consume);
        }
    }

    private static String text(ColumnReader column) {
        return column.getBinary().toStringUsingUTF8();
    }
}
