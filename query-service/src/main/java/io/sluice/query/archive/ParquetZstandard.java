package io.sluice.query.archive;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages with Zstandard. Parquet's own way to it leads through the codecs of Hadoop. */
final class ParquetZstandard implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        requireZstandard(codec);
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(Zstd.compress(bytes.toInputStream().readAllBytes()));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        requireZstandard(codec);
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                return BytesInput.from(Zstd.decompress(bytes.toInputStream().readAllBytes(), size));
            }

            @Override
            public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize) {
                byte[] compressed = new byte[inSize];
                in.get(compressed);
                out.put(Zstd.decompress(compressed, outSize));
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public void release() {}

    private static void requireZstandard(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("pages are compressed with " + codec);
        }
    }
}
