"""Which words of a picture are too small, touch each other or leave the frame, as shown."""

# Call it with [name, setting]; it gives [too small, touching, outside].
TOUCHING = """([name, setting]) => {
    const live = document.getElementById(name);
    live.sij.set(setting);
    const svg = [...live.querySelectorAll("svg")].find((s) => s.getBoundingClientRect().width > 99);
    const frame = svg.getBoundingClientRect();
    const unit = frame.width / svg.viewBox.baseVal.width;
    const gone = ({ style }) => style.opacity === "0" || style.visibility === "hidden";
    const hidden = (node) => node !== svg && (gone(node) || hidden(node.parentNode));
    const words = [...svg.querySelectorAll("text")]
        .filter((node) => node.textContent.trim() && !hidden(node))
        .map((node) => [node.textContent, node.getBoundingClientRect(),
                        parseFloat(getComputedStyle(node).fontSize) * unit]);
    const small = words.filter(([, , size]) => size < 12).map(([said, , size]) => [said, size]);
    const out = words.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1
        || b.top < frame.top - 1 || b.bottom > frame.bottom + 1).map(([said]) => said);
    const met = [];
    words.forEach(([said, a], k) => words.slice(0, k).forEach(([other, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const upright = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && upright > 0.3 * Math.min(a.height, b.height)) met.push([said, other]);
    }));
    return [small, met, out];
}"""
