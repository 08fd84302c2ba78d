// Pictures for tests, drawn by arithmetic and encoded like photographs: no one is in them, and any size can be had.
import sharp from 'sharp';

/** Smooth hills of light from a seed: like a photograph, most of its energy is in low frequencies. RGB, row by row. */
export function drawScene(width: number, height: number, seed = 1): Uint8Array {
  const waves = Array.from({ length: 12 }, (_, n) => {
    const angle = fraction(seed * 7.13 + n * 3.7) * Math.PI * 2;
    return {
      x: Math.cos(angle) * (1 + n * 0.9),
      y: Math.sin(angle) * (1 + n * 0.9),
      phase: fraction(seed * 1.37 + n) * 6.283,
      weight: 40 / (1 + n * 0.4),
    };
  });
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let light = 128;
      for (const wave of waves)
        light += wave.weight * Math.sin(((wave.x * x) / width) * 6.283 + ((wave.y * y) / height) * 6.283 + wave.phase);
      for (let channel = 0; channel < 3; channel += 1) pixels[at++] = Math.max(0, Math.min(255, light + channel * 9));
    }
  return pixels;
}

const fraction = (value: number): number => value - Math.floor(value);

/** A drawn scene as a JPEG file. */
export function sceneJpeg(width: number, height: number, seed = 1): Promise<Buffer> {
  return sharp(drawScene(width, height, seed), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
