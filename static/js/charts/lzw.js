// @ts-check
/** LZW as GIF89a has it (appendix F): codes of growing width, packed from the lowest bit, in blocks of at most 255 bytes. */

/** No code is wider. */
const MOST_BITS = 12;
const LONGEST_BLOCK = 255;

/**
 * @param {Uint8Array} indices      of colours, each below 2 to the power of `bits`
 * @param {number} bits             per index, at least 2
 * @returns {Uint8Array} the first byte tells `bits`, then come the blocks and an empty one
 */
export function compressed(indices, bits) {
  const clear = 1 << bits;
  const end = clear + 1;
  /** Strings by their first part's code and their last index. @type {Map<number, number>} */
  const known = new Map();
  const packer = bitPacker(bits);
  let width = bits + 1;
  let next = end + 1;
  packer.put(clear, width);
  let code = indices[0];
  for (let at = 1; at < indices.length; at += 1) {
    const longer = (code << 8) | indices[at];
    const found = known.get(longer);
    if (found !== undefined) {
      code = found;
      continue;
    }
    packer.put(code, width);
    code = indices[at];
    if (next < 1 << MOST_BITS) {
      if (next === 1 << width) width += 1;
      known.set(longer, next);
      next += 1;
      continue;
    }
    packer.put(clear, width);
    known.clear();
    width = bits + 1;
    next = end + 1;
  }
  packer.put(code, width);
  packer.put(end, next === 1 << width && width < MOST_BITS ? width + 1 : width);
  return packer.finish();
}

/** @param {number} bits */
function bitPacker(bits) {
  let bytes = new Uint8Array(4096);
  let length = 1;
  bytes[0] = bits;
  let block = 1; // where the length of the block under way stands
  length += 1;
  let held = 0;
  let count = 0;

  /** @param {number} byte */
  const push = (byte) => {
    if (length + 2 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    if (length - block > LONGEST_BLOCK) {
      bytes[block] = LONGEST_BLOCK;
      block = length;
      length += 1;
    }
    bytes[length] = byte;
    length += 1;
  };

  return {
    /** @param {number} code @param {number} width */
    put(code, width) {
      held |= code << count;
      count += width;
      for (; count >= 8; count -= 8) {
        push(held & 0xff);
        held >>>= 8;
      }
    },
    finish() {
      if (count > 0) push(held & 0xff);
      bytes[block] = length - block - 1;
      return bytes.slice(0, length + 1); // the empty block: a zero that is there already
    },
  };
}
