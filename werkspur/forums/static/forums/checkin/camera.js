// Reading QR codes with the camera: by the browser where it can, else by the decoder that the house brings.
const EVERY = 120; // milliseconds between two looks
const SIDE = 640; // pixels that the decoder looks at

let decoder = null;

function load(url) {
  decoder ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.jsQR);
    script.onerror = () => { decoder = null; reject(new Error(url)); };
    document.head.append(script);
  });
  return decoder;
}

async function native() {
  const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []) ?? [];
  return formats.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
}

// Answers a function that looks at a video once: the text, or "".
async function reader(url) {
  const detector = await native();
  if (detector) { return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? ""; }
  const decode = await load(url);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    if (!side) { return ""; }
    canvas.width = canvas.height = Math.min(SIDE, side); // the middle, as the page shows it
    pen.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data ?? "";
  };
}

const FAULTS = { NotAllowedError: "camera_denied", SecurityError: "camera_denied" };

export class Camera {
  constructor(video, { decoder: url, read }) {
    Object.assign(this, { video, url, read, stream: null });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.stream) { this.stop(); this.paused = true; } else if (this.paused) { this.start(); }
    });
  }

  get track() { return this.stream?.getVideoTracks()[0]; }

  // Answers the word of what hinders it, "" when it runs.
  async start() {
    this.paused = false;
    if (!navigator.mediaDevices?.getUserMedia) { return window.isSecureContext ? "camera_none" : "camera_insecure"; }
    try {
      const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      this.video.srcObject = this.stream;
      await this.video.play();
      this.look(await reader(this.url), this.stream);
    } catch (error) {
      console.warn(error);
      this.stop();
      return FAULTS[error.name] ?? "camera_none";
    }
    this.awake = await navigator.wakeLock?.request("screen").catch(() => null);
    return "";
  }

  async look(read, stream) {
    while (this.stream === stream) {
      const text = await read(this.video);
      if (text) { await this.read(text); }
      await new Promise((resolve) => { setTimeout(resolve, EVERY); });
    }
  }

  get hasTorch() { return Boolean(this.track?.getCapabilities?.().torch); }

  light(on) { return this.track.applyConstraints({ advanced: [{ torch: on }] }).catch(() => {}); }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
    this.awake?.release();
    this.awake = null;
  }
}
