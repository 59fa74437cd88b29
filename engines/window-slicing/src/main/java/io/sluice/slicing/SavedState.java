package io.sluice.slicing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The envelope of a saved state: what it is, its version, and a checksum. */
final class SavedState {
    private static final int MAGIC = 0x534c4943;
    private static final int VERSION = 1;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int CHECKSUM = Long.BYTES;

    private SavedState() {}

    static byte[] seal(StateOutput output) {
        byte[] content = output.toBytes();
        ByteBuffer sealed = ByteBuffer.allocate(HEAD + content.length + CHECKSUM);
        sealed.putInt(MAGIC).putInt(VERSION).put(content);
        return sealed.putLong(checksum(sealed.array(), HEAD + content.length)).array();
    }

    static StateInput open(byte[] sealed) {
        if (sealed.length < HEAD + CHECKSUM) {
            throw SlicingProblem.STATE_UNREADABLE.with(
                    "a saved state has more than " + sealed.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        int length = sealed.length - CHECKSUM;
        if (bytes.getInt() != MAGIC || bytes.getLong(length) != checksum(sealed, length)) {
            throw SlicingProblem.STATE_UNREADABLE.with(
                    "these " + sealed.length + " bytes are no saved state, or not as it was saved");
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw SlicingProblem.STATE_UNREADABLE.with(
                    "the state was saved in version " + version + ", this is " + VERSION);
        }
        byte[] content = Arrays.copyOfRange(sealed, HEAD, length);
        return new StateInput(content, content.length);
    }

    static void requireSame(String what, String saved, String given) {
        if (!saved.equals(given)) {
            throw SlicingProblem.STATE_OF_OTHERS.with(
                    "the " + what + " is " + given + ", in the saved state it is " + saved);
        }
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }
}
