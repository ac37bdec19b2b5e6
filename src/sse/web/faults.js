export function mount(element) {}
