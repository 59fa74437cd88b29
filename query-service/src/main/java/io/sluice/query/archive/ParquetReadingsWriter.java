package io.sluice.query.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** Writes readings into a Parquet file. Memory holds one row group at most. */
final class ParquetReadingsWriter implements ArchivedReading.Sink, AutoCloseable {
    static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType(
                    """
                    message reading {
                        required binary device_id (STRING);
                        required binary metric (STRING);
                        optional binary unit (STRING);
                        required int64 ts (TIMESTAMP(MICROS,true));
                        required int32 ordinal (INTEGER(16,true));
                        required double value;
                        required int32 quality (INTEGER(16,true));
                    }
                    """);

    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final ParquetWriter<ArchivedReading> writer;

    ParquetReadingsWriter(Path file) throws IOException {
        this.writer =
                new Builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new ParquetZstandard())
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .build();
    }

    @Override
    public void take(ArchivedReading reading) {
        try {
            writer.write(reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** Makes the library's writer for readings. */
    private static final class Builder extends ParquetWriter.Builder<ArchivedReading, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Abstract still, though the library has left it behind. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<ArchivedReading> getWriteSupport(Configuration configuration) {
            return new Fields();
        }

        @Override
        protected WriteSupport<ArchivedReading> getWriteSupport(
                ParquetConfiguration configuration) {
            return new Fields();
        }
    }

    /** Takes a reading apart into the fields of the schema. */
    private static final class Fields extends WriteSupport<ArchivedReading> {
        /** Comes before the first reading. */
        private @Nullable RecordConsumer consumer;

        /** Abstract still, as above. */
        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(Configuration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(ArchivedReading reading) {
            RecordConsumer to = Objects.requireNonNull(consumer);
            to.startMessage();
            text(to, 0, reading.deviceId());
            text(to, 1, reading.metric());
            if (reading.unit() != null) {
                text(to, 2, reading.unit());
            }
            field(to, 3, () -> to.addLong(reading.micros()));
            field(to, 4, () -> to.addInteger(reading.ordinal()));
            field(to, 5, () -> to.addDouble(reading.value()));
            field(to, 6, () -> to.addInteger(reading.quality()));
            to.endMessage();
        }

        private static void text(RecordConsumer to, int index, String value) {
            field(to, index, () -> to.addBinary(Binary.fromString(value)));
        }

        private static void field(RecordConsumer to, int index, Runnable value) {
            String name = SCHEMA.getFieldName(index);
            to.startField(name, index);
            value.run();
            to.endField(name, index);
        }
    }
}
