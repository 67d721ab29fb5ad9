"""What advocacy decides without Django: what a release needs, which status may follow, what two versions differ in."""
