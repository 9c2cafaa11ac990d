package dev.restorebot.store;

import java.util.zip.Checksum;

/// CRC-64/NVME, which stores compute of objects that came without a checksum, and no JDK has. Confined to its thread.
final class Crc64Nvme implements Checksum {
  private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final long[] TABLE = table();

  private long register = -1;

  private static long[] table() {
    var table = new long[256];
    for (var index = 0; index < table.length; index++) {
      long entry = index;
      for (var bit = 0; bit < Byte.SIZE; bit++) {
        entry = (entry & 1) == 0 ? entry >>> 1 : (entry >>> 1) ^ POLYNOMIAL;
      }
      table[index] = entry;
    }
    return table;
  }

  @Override
  public void update(int one) {
    register = TABLE[(int) (register ^ one) & 0xff] ^ (register >>> Byte.SIZE);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (var index = offset; index < offset + length; index++) {
      update(bytes[index]);
    }
  }

  @Override
  public long getValue() {
    return ~register;
  }

  @Override
  public void reset() {
    register = -1;
  }
}
